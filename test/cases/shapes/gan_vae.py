import numpy as np

np.random.seed(0)
z_dim, h_dim, x_dim, batch = 4, 12, 9, 16
real_data = np.random.randn(80, x_dim) * 0.5 + 1


def lrelu(x, alpha=1e-2):
    return np.maximum(x, x * alpha)


def dlrelu(x, alpha=1e-2):
    dx = np.ones_like(x)
    dx[x < 0] = alpha
    return dx


class GAN(object):
    def __init__(self):
        self.g_W0 = np.random.randn(z_dim, h_dim).astype(np.float32) * np.sqrt(2.0 / z_dim)
        self.g_b0 = np.zeros((1, h_dim)).astype(np.float32)
        self.g_W1 = np.random.randn(h_dim, x_dim).astype(np.float32) * np.sqrt(2.0 / h_dim)
        self.g_b1 = np.zeros((1, x_dim)).astype(np.float32)
        self.d_W0 = np.random.randn(x_dim, h_dim).astype(np.float32) * np.sqrt(2.0 / x_dim)
        self.d_b0 = np.zeros((1, h_dim)).astype(np.float32)
        self.d_W1 = np.random.randn(h_dim, 1).astype(np.float32) * np.sqrt(2.0 / h_dim)
        self.d_b1 = np.zeros((1, 1)).astype(np.float32)

    def discriminator(self, img):
        self.d_h0_l = np.reshape(img, (img.shape[0], -1)) @ self.d_W0 + self.d_b0
        self.d_h0_a = lrelu(self.d_h0_l)
        self.d_h1_l = self.d_h0_a @ self.d_W1 + self.d_b1
        self.d_out = 1 / (1 + np.exp(-self.d_h1_l))
        return self.d_h1_l, self.d_out

    def generator(self, z):
        self.g_h0_l = z @ self.g_W0 + self.g_b0
        self.g_h0_a = lrelu(self.g_h0_l)
        self.g_h1_l = self.g_h0_a @ self.g_W1 + self.g_b1
        return np.tanh(self.g_h1_l)

    def backprop_disc(self, real, fake, real_out, fake_out):
        grads = []
        for x, out, sign in ((real, real_out, -1.0), (fake, fake_out, 1.0)):
            _, out = self.discriminator(x)
            dloss = sign * (1 - out if sign < 0 else out) / len(x)
            gW1 = self.d_h0_a.T @ dloss
            gb1 = np.sum(dloss, axis=0, keepdims=True)
            dh = (dloss @ self.d_W1.T) * dlrelu(self.d_h0_l)
            gW0 = x.T @ dh
            gb0 = dh.sum(axis=0, keepdims=True)
            grads.append((gW0, gb0, gW1, gb1))
        total = [a + b for a, b in zip(*grads)]
        for name, grad in zip(("d_W0", "d_b0", "d_W1", "d_b1"), total):
            setattr(self, name, getattr(self, name) - 0.05 * grad)

    def train(self, data, epochs=2):
        np.random.shuffle(data)
        n_batches = len(data) // batch
        for epoch in range(epochs):
            for idx in range(n_batches):
                real = data[idx * batch:(idx + 1) * batch]
                if real.shape[0] != batch:
                    continue
                z = np.random.uniform(-1, 1, [batch, z_dim])
                fake = self.generator(z)
                _, real_out = self.discriminator(real)
                _, fake_out = self.discriminator(fake)
                d_loss = -np.log(real_out) - np.log(1 - fake_out)
                self.backprop_disc(real, fake, real_out, fake_out)
                mean_loss = np.mean(d_loss)
        return self.generator(np.random.randn(5, z_dim))


gan = GAN()
images = gan.train(real_data)


class VAE:
    def __init__(self, n_in, n_hidden, n_latent):
        init = lambda i, o: (np.random.randn(i, o) * 0.1, np.zeros(o))
        self.enc, self.mu, self.logvar = init(n_in, n_hidden), init(n_hidden, n_latent), init(n_hidden, n_latent)
        self.dec1, self.dec2 = init(n_latent, n_hidden), init(n_hidden, n_in)

    def encode(self, x):
        h = np.tanh(x @ self.enc[0] + self.enc[1])
        return h @ self.mu[0] + self.mu[1], h @ self.logvar[0] + self.logvar[1]

    def reparameterize(self, mu, logvar):
        eps = np.random.standard_normal(size=mu.shape)
        return mu + np.exp(logvar * .5) * eps

    def decode(self, z):
        (W1, b1), (W2, b2) = self.dec1, self.dec2
        return np.tanh(z @ W1 + b1) @ W2 + b2

    def loss(self, x):
        mu, logvar = self.encode(x)
        z = self.reparameterize(mu, logvar)
        recon = self.decode(z)
        kl = -0.5 * np.sum(1 + logvar - mu ** 2 - np.exp(logvar), axis=-1)
        mse = ((recon - x) ** 2).sum(-1)
        return (mse + kl).mean(), recon


vae = VAE(x_dim, 8, 2)
value, recon = vae.loss(real_data[:20])
latent = vae.encode(real_data)[0]
interpolated = np.array([vae.decode(latent[0] * (1 - t) + latent[1] * t) for t in np.linspace(0, 1, 6)])
