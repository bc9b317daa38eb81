"""``python -m pacts_daemon`` is ``pacts``."""

from pacts_daemon.cli.main import run

if __name__ == "__main__":
    run()
