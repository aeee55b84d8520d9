"""Builds the built-in embedding model where it is missing or damaged, and says where it is: `python -m bot.retrieval.e5`."""

from __future__ import annotations

import sys

from bot.configuration import with_settings
from bot.offline import stay_offline
from bot.retrieval.e5.folder import is_sound, model_folder
from bot.settings import Settings


@with_settings
def main() -> int:
    """Prints the folder of the model, which is sound when this returns 0; 2 where settings can't be used."""
    stay_offline()
    folder = model_folder(Settings().terms_model_dir)
    if not is_sound(folder):
        from bot.retrieval.e5.build import install_model  # loads torch: only when there is something to do

        install_model(folder)
    print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
