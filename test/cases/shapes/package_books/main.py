from common.trainer import Trainer
from common.optimizer import Adam
from ch.simple_cbow import SimpleCBOW
from common.util import preprocess, create_contexts_target, convert_one_hot, create_co_matrix, ppmi, most_similar
from common.layers import Affine, Sigmoid, SoftmaxWithLoss, Embedding
import numpy as np


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size):
        I, H, O = input_size, hidden_size, output_size
        W1 = 0.01 * np.random.randn(I, H)
        b1 = np.zeros(H)
        W2 = 0.01 * np.random.randn(H, O)
        b2 = np.zeros(O)
        self.layers = [Affine(W1, b1), Sigmoid(), Affine(W2, b2)]
        self.loss_layer = SoftmaxWithLoss()
        self.params, self.grads = [], []
        for layer in self.layers:
            self.params += layer.params
            self.grads += layer.grads

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def forward(self, x, t):
        score = self.predict(x)
        loss = self.loss_layer.forward(score, t)
        return loss

    def backward(self, dout=1):
        dout = self.loss_layer.backward(dout)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout


def load_spiral(N=30, DIM=2, CLS_NUM=3, seed=1984):
    np.random.seed(seed)
    x = np.zeros((N * CLS_NUM, DIM))
    t = np.zeros((N * CLS_NUM, CLS_NUM), dtype=int)
    for j in range(CLS_NUM):
        for i in range(N):
            rate = i / N
            radius = 1.0 * rate
            theta = j * 4.0 + 4.0 * rate + np.random.randn() * 0.2
            ix = N * j + i
            x[ix] = np.array([radius * np.sin(theta), radius * np.cos(theta)]).flatten()
            t[ix, j] = 1
    return x, t


text = 'You say goodbye and I say hello.'
corpus, word_to_id, id_to_word = preprocess(text)
vocab_size = len(word_to_id)
contexts, target = create_contexts_target(corpus, window_size=1)
target = convert_one_hot(target, vocab_size)
contexts = convert_one_hot(contexts, vocab_size)
model = SimpleCBOW(vocab_size, 5)
trainer = Trainer(model, Adam())
trainer.fit(contexts, target, max_epoch=5, batch_size=3)
word_vecs = model.word_vecs
for word_id, word in id_to_word.items():
    print(word, word_vecs[word_id])
C = create_co_matrix(corpus, vocab_size)
W = ppmi(C)
U, S, V = np.linalg.svd(W)
most_similar('you', word_to_id, id_to_word, U[:, :3])
x, t = load_spiral()
net = TwoLayerNet(2, 8, 3)
trainer = Trainer(net, Adam(lr=0.01))
trainer.fit(x, t, max_epoch=2, batch_size=20, max_grad=1.0)
emb = Embedding(np.random.randn(vocab_size, 4))
vecs = emb.forward(corpus)
emb.backward(np.ones_like(vecs))
