"""Pages of messages stand in the shell of whoever reads them: the phone's for those who hold only
working posts, the desk's for everybody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yiwang.portals.casework.staff import Context, framed


def own_page(
    request: HttpRequest, template: str, context: Context, *, status: int = 200
) -> HttpResponse:
    """A page in the reader's own shell."""
    frame = framed(request)
    is_phone = works_on_a_phone(frame)
    shell = "worker/page.html" if is_phone else "desk/page.html"
    return render(
        request, template, {**frame, "is_phone": is_phone, "shell": shell, **context}, status=status
    )


def works_on_a_phone(frame: Context) -> bool:
    """Whether all the posts that the reader holds are of people with a phone in their hand."""
    held = frame["held"]
    return bool(held) and all(each.post.type.is_working for each in held)
