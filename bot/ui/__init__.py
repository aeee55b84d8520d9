"""Pages made with Gradio."""

from bot.ui.light import load_gradio

load_gradio()
