"""What the auditor reads: who came in, what was taken out, what was changed."""
