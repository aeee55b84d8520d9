"""What a message means in its conversation, and which rule of the terms it asks for."""
