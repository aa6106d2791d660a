"""Posts that a redrawing of areas touches."""

from collections.abc import Collection

from yiwang.structure.posts.models import Post


def posts_at(area_ids: Collection[int]) -> list[int]:
    """The ids of the posts of these very areas."""
    return list(Post.objects.filter(area__in=area_ids).order_by("pk").values_list("pk", flat=True))
