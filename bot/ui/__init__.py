"""Pages made with Gradio."""
