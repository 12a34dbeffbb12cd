CONFIG = dict(
    n_samples=40,
    image=(1, 8, 8),
    classes=3,
    batch_size=16,
    epochs=2,
    channels=[4, 6],
    optimizer='adam',
)
