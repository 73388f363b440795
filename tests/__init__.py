import pytest

# What tests share explains its asserts as they do.
pytest.register_assert_rewrite("tests.visitors", "tests.contests", "tests.scoring", "tests.core", "tests.e2e")
