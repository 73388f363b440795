"""How the API describes itself: every operation also names the problems it may answer with."""

from drf_spectacular.openapi import AutoSchema

from core.rest.api import PROBLEMS

ALWAYS = (400, 401, 403, 404, 405, 406, 503)


class Schema(AutoSchema):
    def get_response_serializers(self):
        answers = super().get_response_serializers()
        if not isinstance(answers, dict):
            answers = {200: answers}
        return {**{code: PROBLEMS[code] for code in ALWAYS}, **answers}
