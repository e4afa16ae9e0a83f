"""What type checkers must accept and must refuse; checked by test_build_typing.py, never run."""
