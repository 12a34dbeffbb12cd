'''Digits with one conv layer, one pool layer and one softmax layer.'''
import numpy as np
from sklearn import datasets
from conv import Conv3x3
from maxpool import MaxPool2
from softmax import Softmax
import helpers as H

digits = datasets.load_digits()
imgs = digits.images
train_images, train_labels = imgs[:30], digits.target[:30]
test_images = imgs[-20:]
test_labels = digits.target[-20:]

conv = Conv3x3(8)
pool = MaxPool2()
softmax = Softmax(3 * 3 * 8, 10)


def forward(image, label):
    out = conv.forward((image / 16) - 0.5)
    out = pool.forward(out)
    out = softmax.forward(out)
    loss = -np.log(out[label])
    acc = 1 if np.argmax(out) == label else 0
    return out, loss, acc


def train(im, label, lr=.005):
    out, loss, acc = forward(im, label)
    gradient = np.zeros(10)
    gradient[label] = -1 / out[label]
    gradient = softmax.backprop(gradient, lr)
    gradient = pool.backprop(gradient)
    gradient = conv.backprop(gradient, lr)
    return loss, acc


for epoch in range(1):
    permutation = np.random.permutation(len(train_images))
    train_images = train_images[permutation]
    train_labels = train_labels[permutation]
    loss = 0
    num_correct = 0
    for i, (im, label) in enumerate(zip(train_images, train_labels)):
        if i > 0 and i % 10 == 9:
            print('[Step %d] Past 10 steps: Average Loss %.3f' % (i + 1, loss / 10))
            loss = 0
            num_correct = 0
        l, acc = train(im, label)
        loss += l
        num_correct += acc

pred = []
for im, label in zip(test_images, test_labels):
    o, l, acc = forward(im, label)
    pred.append(o)
pred = np.vstack(pred)
cm = H.confusion(test_labels, pred.argmax(-1), 10)
print(H.per_class(cm))
mosaic = H.tile_images(test_images[:6], cols=3)
