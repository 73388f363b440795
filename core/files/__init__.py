"""Files in and out: attachments, workbooks, imports."""
