"""What changes accounts. Signing in and passwords are django-allauth's business."""
