"""What the desk shows of each noun: beside the nouns, since a page of a document shows its tasks and the other way round."""
