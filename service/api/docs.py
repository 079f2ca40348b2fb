"""/docs: the contract to read and try. Swagger UI's files come from an installed package, so no other host is asked."""

from pathlib import Path

import flask_swagger_ui
from flask import Blueprint, Response, abort, send_from_directory

blueprint = Blueprint("docs", __name__)

_FILES = Path(flask_swagger_ui.__file__).parent / "dist"
_SERVED = {"swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"}
# Relative addresses, so that it also works below a path of a reverse proxy.
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Wortlaut: HTTP interface</title>
<link rel="icon" type="image/png" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
_START = 'SwaggerUIBundle({url: "openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null});\n'
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@blueprint.get("/docs")
def page() -> Response:
    return Response(_PAGE, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": _POLICY})


@blueprint.get("/docs/<name>")
def file(name: str) -> Response:
    if name == "start.js":
        return Response(_START, content_type="text/javascript; charset=utf-8")
    if name not in _SERVED:
        abort(404)
    return send_from_directory(_FILES, name, max_age=86_400)
