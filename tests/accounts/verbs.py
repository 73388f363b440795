"""Who may do what with the pages of accounts, said once more, so that a verb is given twice on purpose."""

GRANTED = {  # verb → roles
    "accounts.change_user": ("system_admin",),
    "accounts.end_logins": ("security_admin",),
    "accounts.grant_role": ("security_admin",),
    "accounts.unlock_user": ("security_admin",),
    "accounts.view_user": ("system_admin", "security_admin"),
}
