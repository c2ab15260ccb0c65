from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('relay', '0010_restores'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sweep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
            ],
        ),
    ]
