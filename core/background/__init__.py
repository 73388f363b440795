"""Work after the answer: jobs and the downloads they make."""
