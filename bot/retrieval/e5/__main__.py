"""Builds the built-in embedding model where it is missing or damaged, and says where it is: `python -m bot.retrieval.e5`."""

from __future__ import annotations

from bot.offline import stay_offline
from bot.retrieval.e5.folder import is_sound, model_folder
from bot.settings import Settings


def main() -> None:
    """Prints the folder of the model, which is sound when this returns."""
    stay_offline()
    folder = model_folder(Settings().terms_model_dir)
    if not is_sound(folder):
        from bot.retrieval.e5.build import install_model  # loads torch: only when there is something to do

        install_model(folder)
    print(folder)


if __name__ == "__main__":
    main()
