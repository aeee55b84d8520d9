"""What is compared. Each module builds an index in one process and searches it in another, and loads only its own libraries."""
