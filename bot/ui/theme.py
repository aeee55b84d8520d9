"""The colours and shapes of the demo page: those of the terms page, with text that can be read in light and in dark."""

from __future__ import annotations

from collections.abc import Mapping

import gradio as gr

BLUE = gr.themes.Color(
    "#f2f7fc", "#e1edf8", "#c3daf0", "#94bfe5", "#5f9fd8", "#2f7fc4", "#0b5cad", "#094c8f", "#0a4076", "#0c3561", "#082240"
)
GREY = gr.themes.Color(
    "#f8f9fb", "#f0f2f6", "#e2e6ec", "#c9ced6", "#949ca8", "#5b6472", "#495260", "#363e4a", "#232a35", "#171c25", "#0f131a"
)
FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif")

VALUES: Mapping[str, str] = {
    "body_background_fill": "*neutral_100",
    "body_background_fill_dark": "*neutral_950",
    "body_text_color": "#1c2430",
    "body_text_color_dark": "#e7ebf1",
    "body_text_color_subdued": "*neutral_500",
    "body_text_color_subdued_dark": "*neutral_300",
    "block_background_fill": "white",
    "block_background_fill_dark": "*neutral_900",
    "block_border_width": "1px",
    "block_border_color": "*neutral_200",
    "block_border_color_dark": "*neutral_700",
    "block_shadow": "none",
    "block_label_text_color": "*neutral_600",
    "block_label_text_color_dark": "*neutral_200",
    "block_title_text_color": "#1c2430",
    "block_title_text_color_dark": "#e7ebf1",
    "block_title_text_weight": "600",
    "block_info_text_color": "*neutral_500",
    "block_info_text_color_dark": "*neutral_300",
    "input_background_fill": "white",
    "input_background_fill_dark": "*neutral_950",
    "input_border_color": "*neutral_400",
    "input_border_color_dark": "*neutral_500",
    "input_border_color_focus": "*primary_600",
    "input_border_color_focus_dark": "*primary_400",
    "input_border_width": "1px",
    "input_placeholder_color": "*neutral_500",
    "input_placeholder_color_dark": "*neutral_300",
    "button_primary_background_fill": "*primary_600",
    "button_primary_background_fill_hover": "*primary_700",
    "button_primary_background_fill_dark": "*primary_600",
    "button_primary_background_fill_hover_dark": "*primary_700",
    "button_primary_text_color": "white",
    "button_primary_text_color_dark": "white",
    "button_secondary_background_fill": "white",
    "button_secondary_background_fill_hover": "*primary_50",
    "button_secondary_background_fill_dark": "*neutral_900",
    "button_secondary_background_fill_hover_dark": "*neutral_800",
    "button_secondary_border_color": "*neutral_400",
    "button_secondary_border_color_dark": "*neutral_500",
    "button_secondary_text_color": "*primary_700",
    "button_secondary_text_color_dark": "*primary_200",
    "checkbox_label_background_fill_selected": "*primary_600",
    "checkbox_label_background_fill_selected_dark": "*primary_600",
    "checkbox_label_text_color_selected": "white",
    "checkbox_label_text_color_selected_dark": "white",
    "link_text_color": "*primary_600",
    "link_text_color_dark": "*primary_300",
    "color_accent": "*primary_600",
    "color_accent_soft": "*primary_50",
    "color_accent_soft_dark": "*neutral_800",
}
"""What differs from the base theme, by Gradio's names; a star refers to another value or hue of the theme."""


def make_theme() -> gr.themes.Base:
    """A quiet theme: white on grey, one blue, system fonts, large fields that do not zoom on a phone."""
    theme: gr.themes.Base = gr.themes.Base(
        primary_hue=BLUE,
        secondary_hue=BLUE,
        neutral_hue=GREY,
        radius_size=gr.themes.sizes.radius_lg,
        spacing_size=gr.themes.sizes.spacing_md,
        text_size=gr.themes.sizes.text_md,
        font=FONTS,
        font_mono=("ui-monospace", "Consolas", "monospace"),
    )
    return theme.set(**VALUES)
