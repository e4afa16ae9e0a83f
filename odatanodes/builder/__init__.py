"""The rooms of build.py: values, expressions by type, paths, lambdas, and the way back from a tree to Python."""
