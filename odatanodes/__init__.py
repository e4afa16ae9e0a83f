"""OData `$filter` and `$select` for Azure Batch compute nodes: build, check, evaluate and plan them."""

__version__ = "0.1.0"
