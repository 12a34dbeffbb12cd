# mutant sign: `dl_dw = -2 * x * (y - prediction)` -> `dl_dw = 2 * x * (y - prediction)`
# mutant factor_two: `dl_dw = -2 * x * (y - prediction)` -> `dl_dw = -x * (y - prediction)`
# mutant bias_missing: `b = b - learning_rate * dl_db` -> `pass`
# mutant label_missing: `dl_dw = -2 * x * (y - prediction)` -> `dl_dw = 2 * x * prediction`
import numpy as np

t_w, t_b = 5, -3
x_data = np.random.normal(loc=0, scale=1, size=(100,))
y_data = t_w * x_data + t_b + 0.5 * np.random.normal(loc=0, scale=1, size=(100,))
w, b = np.random.normal(0, 1, size=(2,))
losses = []
learning_rate = 0.01
for idx, (x, y) in enumerate(zip(x_data, y_data)):
    prediction = w * x + b
    loss = (y - prediction) ** 2
    losses.append(loss)
    dl_dw = -2 * x * (y - prediction)
    dl_db = -2 * (y - prediction)
    w = w - learning_rate * dl_dw
    b = b - learning_rate * dl_db
print(w, b, losses[-1])
