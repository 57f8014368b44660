"""One file per command: `commands/<name>.py` with a click command or group called `command`."""
