"""Who still owes what: the text for a chat group, reminders by hand and by themselves before a deadline. O9"""
