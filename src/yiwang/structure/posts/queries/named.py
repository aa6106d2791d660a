"""Posts by id, in words."""

from collections.abc import Collection

from yiwang.structure.posts.models import Post
from yiwang.structure.posts.queries.held import post_name


def post_names(post_ids: Collection[int]) -> dict[int, str]:
    """The name of each of these posts, in one query."""
    posts = Post.objects.filter(pk__in=set(post_ids)).select_related("type", "organization", "area")
    shapeless = posts.defer("area__geometry")
    return {post.pk: post_name(post) for post in shapeless}
