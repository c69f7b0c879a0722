"""What Selon knows of languages, kinds of event, and actors: data, and one loader that fails loudly."""
