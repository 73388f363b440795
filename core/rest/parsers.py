"""What the API reads. Apart from ``core.rest.api``, which REST framework loads only after its parsers."""

from rest_framework import exceptions, parsers


class JSONParser(parsers.JSONParser):
    """JSON; what is nested too deeply to be read is as wrong as what is cut off."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise exceptions.ParseError("请求体嵌套太深，不能识别") from None
        except exceptions.ParseError:
            raise exceptions.ParseError("请求体不是完整的 JSON，请检查引号、逗号和编码（UTF-8）") from None
