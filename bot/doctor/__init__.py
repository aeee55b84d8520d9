"""Examines an installation: settings, data, model, index, services, machine and answers. `python -m bot doctor`."""
