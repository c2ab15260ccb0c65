from django.db import models


class Enquiry(models.Model):
    """What arrived, once: the id is the same for every repeat."""

    webhook_id = models.CharField(max_length=64, unique=True)
    reference = models.CharField(max_length=19)
    received_at = models.DateTimeField(auto_now_add=True)
    document = models.JSONField()

    class Meta:
        verbose_name_plural = "enquiries"

    def __str__(self):
        return self.reference


class EnquiryFile(models.Model):
    """A file of an enquiry; what somebody called it stands in the document."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="files")
    file_id = models.CharField(max_length=40)
    content = models.FileField(upload_to="enquiries")

    def __str__(self):
        return self.file_id
