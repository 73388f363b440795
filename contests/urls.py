"""URLs of contests."""

app_name = "contests"
urlpatterns: list = []
