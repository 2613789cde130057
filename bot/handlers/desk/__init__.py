"""The instructor's desk: questions that the notes cannot answer, and the people who can."""
