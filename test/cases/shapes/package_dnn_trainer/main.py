import sys, os
sys.path.append(os.path.dirname(os.path.abspath(__file__)))
import numpy as np
from configs.default import CONFIG
import dnn
from dnn.layers import Conv2D, Dense, Flatten, LeakyReLU, MaxPool2D, ReLU, Softmax
from dnn.losses import cross_entropy
from data_utils import Loader, make_images, one_hot

np.random.seed(1)
cfg = {**CONFIG, 'epochs': 1}
x, y = make_images(cfg['n_samples'], cfg['image'], cfg['classes'])
n_train = int(len(x) * 0.8)
x_train, x_test = np.split(x, [n_train])
y_train, y_test = y[:n_train], y[n_train:]
c1, c2 = cfg['channels']
side = cfg['image'][1] // 4
model = dnn.Sequential(
    Conv2D(cfg['image'][0], c1), ReLU(), MaxPool2D(),
    Conv2D(c1, c2), LeakyReLU(0.1), MaxPool2D(2), Flatten())
model.add(Dense(c2 * side * side, 12, init='xavier')).add(ReLU())
model.add(Dense(12, cfg['classes'])).add(Softmax())
opt_class = {'adam': dnn.optim.Adam, 'sgd': dnn.optim.SGD}[cfg['optimizer']]
opt = opt_class(model, lr=0.01)
loader = Loader(x_train, one_hot(y_train, cfg['classes']), cfg['batch_size'])
history = []
for epoch in range(cfg['epochs']):
    for xb, yb in loader:
        probs = model.forward(xb)
        loss, grad = cross_entropy(probs, yb)
        model.backward(grad)
        opt.step()
        history.append(loss)
pred = model.predict(x_test).argmax(axis=1)
acc = (pred == y_test).mean()
print('acc', acc, 'params', sum(l.n_params for l in model.layers))
conf = np.zeros((cfg['classes'], cfg['classes']), dtype=int)
np.add.at(conf, (y_test, pred), 1)
recall = conf.diagonal() / np.maximum(conf.sum(1), 1)
