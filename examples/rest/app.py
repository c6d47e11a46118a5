"""A web service: send an article, get its quotes.

Start it with ``uvicorn app:app`` and ask it::

    curl localhost:8000/quotes -H "content-type: application/json" \\
        -d '{"text": "“The road is closed,” said Mayor Ida Brandt."}'

``id`` and ``meta`` may come with the text. The answer is the JSON format of
``QuoteDocument.to_dict``. The model is loaded once, when the service starts; requests share it, one
thread each.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, Field

import quoteattr

app = FastAPI(title="quoteattr", version=quoteattr.__version__)
extractor = quoteattr.load("en")


class Article(BaseModel):
    text: str = Field(max_length=200_000)
    id: str | int | None = None
    meta: dict[str, Any] | None = None


def read(article: Article) -> quoteattr.QuoteDocument:
    return extractor(article.text, id=article.id, meta=article.meta)


@app.exception_handler(quoteattr.InputError)
def refuse(request: Request, error: quoteattr.InputError) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, status_code=422)


@app.exception_handler(RequestValidationError)
def refuse_request(request: Request, error: RequestValidationError) -> JSONResponse:
    # FastAPI's own repeats what was given, also what no answer can hold: NaN, half a character
    detail = [{name: one[name] for name in ("loc", "msg", "type")} for one in error.errors()]
    return JSONResponse({"detail": detail}, status_code=422)


@app.post("/quotes")
def quotes(article: Article) -> dict[str, Any]:
    return read(article).to_dict()


@app.post("/page", response_class=HTMLResponse)
def page(article: Article) -> str:
    return read(article).render("page")


@app.get("/health")
def health() -> dict[str, str]:
    return {"model": extractor.model}
