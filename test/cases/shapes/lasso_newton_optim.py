import numpy as np
import io

csv = io.StringIO("""size,bedrooms,price
2104,3,399900
1600,3,329900
2400,3,369000
1416,2,232000
3000,4,539900
1985,4,299900
1534,3,314900
1427,3,198999
""")
data = np.genfromtxt(csv, delimiter=',', skip_header=1)
Xraw, y = data[:, :2], data[:, 2:]
m = y.size


def featureNormalize(X):
    X_norm = X.copy()
    mu = np.zeros((1, X.shape[1]))
    sigma = np.zeros((1, X.shape[1]))
    for i in range(X.shape[1]):
        mu[:, i] = np.mean(X[:, i])
        sigma[:, i] = np.std(X[:, i], ddof=1)
        X_norm[:, i] = (X[:, i] - float(mu[:, i])) / float(sigma[:, i])
    return X_norm, mu, sigma


X, mu, sigma = featureNormalize(Xraw)
X = np.append(np.ones((m, 1)), X, axis=1)
yn = (y - y.mean()) / y.std()


def computeCostMulti(X, y, theta):
    predictions = X.dot(theta)
    sqrErrors = (predictions - y)
    J = 1 / (2 * m) * sqrErrors.T.dot(sqrErrors)
    return J


def gradientDescentMulti(X, y, theta, alpha, num_iters):
    J_history = np.zeros((num_iters, 1))
    for it in range(num_iters):
        theta = theta - alpha * (1.0 / m) * X.transpose().dot(X.dot(theta) - y)
        J_history[it] = computeCostMulti(X, y, theta)
    return theta, J_history


theta, J_history = gradientDescentMulti(X, yn, np.zeros((3, 1)), 0.1, 50)
theta_ne = np.linalg.pinv(X.T @ X) @ X.T @ yn
lstsq, res, rank, sv = np.linalg.lstsq(X, yn, rcond=None)
house = np.array([1, (1650 - mu[0, 0]) / sigma[0, 0], (3 - mu[0, 1]) / sigma[0, 1]])
price = house @ theta * y.std() + y.mean()


def soft_threshold(rho, lamda):
    if rho < -lamda:
        return (rho + lamda)
    elif rho > lamda:
        return (rho - lamda)
    else:
        return 0


def coordinate_descent_lasso(theta, X, y, lamda=.01, num_iters=20, intercept=False):
    m, n = X.shape
    X = X / (np.linalg.norm(X, axis=0))
    for i in range(num_iters):
        for j in range(n):
            X_j = X[:, j].reshape(-1, 1)
            y_pred = X @ theta
            rho = X_j.T @ (y - y_pred + theta[j] * X_j)
            if intercept == True:
                if j == 0:
                    theta[j] = rho
                else:
                    theta[j] = soft_threshold(rho, lamda)
            if intercept == False:
                theta[j] = soft_threshold(rho, lamda)
    return theta.flatten()


lamda = np.logspace(-3, 1, 8)
theta_list = list()
for l in lamda:
    th = coordinate_descent_lasso(np.ones((3, 1)), X, yn, lamda=l, num_iters=10)
    theta_list.append(th)
theta_lasso = np.stack(theta_list).T


# ridge by closed form, several lambdas at once
ridge = np.array([np.linalg.solve(X.T @ X + l * np.eye(3), X.T @ yn).ravel() for l in lamda])


class Objective(object):
    A = np.array([[3., 1.], [1., 2.]])
    b = np.array([1., -1.])
    evals = 0

    def __call__(self, x):
        Objective.evals += 1
        return 0.5 * x @ self.A @ x - self.b @ x

    def grad(self, x):
        return self.A.dot(x) - self.b

    def hess(self, x):
        return self.A


def line_search(f, x, p, c=1e-4, tau=0.5):
    a = 1.0
    fx, g = f(x), f.grad(x)
    while f(x + a * p) > fx + c * a * g.dot(p):
        a *= tau
        if a < 1e-8:
            break
    return a


def newton(f, x0, tol=1e-8):
    x = x0
    for k in range(20):
        g = f.grad(x)
        if np.linalg.norm(g) < tol:
            return x, k
        p = np.linalg.solve(f.hess(x), -g)
        x = x + line_search(f, x, p) * p
    return x, 20


def bfgs(f, x0, maxit=15):
    x, I = x0, np.eye(len(x0))
    H = I
    g = f.grad(x)
    k = 0
    while np.linalg.norm(g) > 1e-6 and k < maxit:
        p = -H @ g
        s = line_search(f, x, p) * p
        x_new = x + s
        g_new = f.grad(x_new)
        yk = g_new - g
        rho = 1.0 / (yk @ s)
        H = (I - rho * np.outer(s, yk)) @ H @ (I - rho * np.outer(yk, s)) + rho * np.outer(s, s)
        x, g = x_new, g_new
        k += 1
    return x, H


def conjugate_gradient(A, b, x=None):
    n = len(b)
    if not isinstance(x, np.ndarray):
        x = np.zeros(n)
    r = b - A @ x
    p = r.copy()
    rs = r @ r
    for _ in range(n):
        Ap = A @ p
        alpha = rs / (p @ Ap)
        x += alpha * p
        r -= alpha * Ap
        rs_new = r @ r
        p = r + (rs_new / rs) * p
        rs = rs_new
    return x


f = Objective()
start = np.zeros(2)
xn, its = newton(f, start)
xb, Hinv = bfgs(f, start)
xc = conjugate_gradient(f.A, f.b)
path = [start]
v = np.zeros_like(start)
for i in range(15):
    v = 0.9 * v - 0.1 * f.grad(path[-1])
    path.append(path[-1] + v)
path = np.array(path)
theta0_vals = np.linspace(-2, 2, 12)
theta1_vals = np.linspace(-2, 2, 10)
J_vals = np.zeros((len(theta0_vals), len(theta1_vals)))
for i, t0 in enumerate(theta0_vals):
    for j in range(len(theta1_vals)):
        t = np.array([t0, theta1_vals[j]])
        J_vals[i, j] = f(t)
J_vals = J_vals.T
P = np.polyfit(Xraw[:, 0], y[:, 0], 2)
fit = np.poly1d(P)(np.linspace(1000, 3000, 7))
print(xn, xb, xc, price, fit, J_vals.min(), Objective.evals)
