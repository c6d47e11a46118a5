"""What is annotated in a text beside its quotes: sentences, names, mentions that go together."""
