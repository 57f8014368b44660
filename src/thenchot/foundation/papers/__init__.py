"""Papers: one model of an official document, laid out in State or Party form, written as docx, pdf and xlsx."""
