"""The explorer: a page on loopback that shows a list of items and a filter that is evaluated while it is typed.

`listing` holds the items and what is computed of them, `views` turns a request into JSON data, `application` serves both with
the files of `page/`. Needs the extra `emulator` (starlette, uvicorn); nothing is imported from a network.
"""

from __future__ import annotations

from odatanodes.base.extras import missing_extra

try:
    from odatanodes.explore.application import beside, explorer, host_names
    from odatanodes.explore.listing import Listing
except ModuleNotFoundError as error:
    raise missing_extra(error, "odatanodes.explore", "emulator") from None

__all__ = ["Listing", "beside", "explorer", "host_names"]
