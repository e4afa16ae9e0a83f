"""What is Azure Batch, as data: entities, list APIs, and the clients that call them."""
