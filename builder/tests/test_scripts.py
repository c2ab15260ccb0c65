from __future__ import annotations

import brotli
import pytest

from builder.embed import scripts

LOADER = "const O='__ZENFLOW_ORIGIN__',R='__ZENFLOW_RUNTIME__',M='__ZENFLOW_MORE__';"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Serve scripts of the test's own."""

    def write(version):
        said = {"loader": LOADER, "runtime": f"runtime {version}", "more": f"more {version}"}
        for name, source in said.items():
            (tmp_path / f"{name}.js").write_text(source)
        forget()

    def forget():
        for read in (scripts.loader_script, scripts.runtime_script, scripts.more_script):
            read.cache_clear()

    monkeypatch.setattr(scripts, "FOLDER", tmp_path)
    write(1)
    yield write
    forget()


@pytest.fixture(params=["runtime", "more"])
def named(request):
    """Give a script that is served by its hash: its name and what tells its address."""
    return request.param, getattr(scripts, f"{request.param}_path")


def addresses():
    return ["/e/v1.js", scripts.runtime_path(), scripts.more_path()]


def test_the_loader_knows_where_it_comes_from_and_what_is_current(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    response = client.get("/e/v1.js", headers={"host": "evil.example"})

    origin, runtime, more = settings.PUBLIC_URL, scripts.runtime_path(), scripts.more_path()
    assert response.content.decode() == f"const O='{origin}',R='{runtime}',M='{more}';"
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=300, stale-while-revalidate=86400"


def test_what_is_named_by_its_hash_is_kept_for_a_year(client, named):
    name, address = named
    response = client.get(address())

    assert response.content.decode() == f"{name} 1"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("hash", ["0" * 20, "x", "0"])
def test_an_unknown_hash_gets_what_is_current_and_no_cache_keeps_it(client, named, hash):
    name, address = named
    response = client.get(f"{address()[:4]}.{hash}.js")

    assert response.status_code == 200
    assert response.content.decode() == f"{name} 1"
    assert response["Cache-Control"] == "no-store"


def test_what_is_new_has_a_new_address_and_the_old_one_still_works(client, folder, named):
    name, address = named
    old_address, old_loader = address(), client.get("/e/v1.js")["ETag"]
    folder(2)

    assert address() != old_address
    assert client.get(old_address).content.decode() == f"{name} 2"
    assert client.get(old_address)["Cache-Control"] == "no-store"
    assert client.get("/e/v1.js")["ETag"] != old_loader


def test_each_answers_an_etag_with_304(client):
    for address in addresses():
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == first["Cache-Control"]


def test_each_comes_compressed(client):
    for address in addresses():
        response = client.get(address, headers={"accept-encoding": "gzip, br"})

        assert response["Content-Encoding"] == "br"
        assert "Accept-Encoding" in response["Vary"]
        assert brotli.decompress(response.content) == client.get(address).content


def test_every_website_may_load_each_and_none_sets_a_cookie(client):
    for address in addresses():
        response = client.get(address, headers={"origin": "https://shop.example"})

        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert not response.cookies
        assert "cookie" not in response["Vary"].lower()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_each_can_only_be_read(client, method):
    for address in addresses():
        assert getattr(client, method)(address).status_code == 405


def test_the_loader_answers_head(client):
    response = client.head("/e/v1.js")

    assert response.status_code == 200
    assert response.content == b""
