"""`Generic` for type checkers only: importing typing at run time costs more than the whole builder."""

from __future__ import annotations

__all__ = ["Generic"]

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Generic
else:

    class Generic:
        """Stands for typing.Generic: subscripting a class gives the class."""

        __slots__ = ()

        def __class_getitem__(cls, _parameters: object) -> type:
            return cls
