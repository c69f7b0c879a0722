"""`python -m selon`."""

from selon.show.cli import main

if __name__ == "__main__":
    main(prog_name="selon")
