'''
Machine Learning exercise 4, neural network learning, translated line by line from Octave.
'''
import numpy as np
import scipy.optimize as opt
from scipy.special import expit


def sigmoid(z):
    return expit(z)


def sigmoidGradient(z):
    return sigmoid(z) * (1 - sigmoid(z))


def randInitializeWeights(L_in, L_out):
    epsilon_init = 0.12
    return np.random.rand(L_out, 1 + L_in) * 2 * epsilon_init - epsilon_init


def nnCostFunction(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, Lambda):
    Theta1 = nn_params[:(hidden_layer_size * (input_layer_size + 1))].reshape(
        (hidden_layer_size, input_layer_size + 1), order='F')
    Theta2 = nn_params[(hidden_layer_size * (input_layer_size + 1)):].reshape(
        (num_labels, hidden_layer_size + 1), order='F')
    m = X.shape[0]
    J = 0
    I = np.eye(num_labels)
    Y = np.zeros((m, num_labels))
    for i in range(m):
        Y[i, :] = I[int(y[i]), :]
    A1 = np.column_stack((np.ones(m), X))
    Z2 = A1.dot(Theta1.T)
    A2 = np.column_stack((np.ones(m), sigmoid(Z2)))
    Z3 = A2.dot(Theta2.T)
    H = A3 = sigmoid(Z3)
    penalty = (Lambda / (2 * m)) * (np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2))
    J = (1. / m) * np.sum(np.sum(-Y * np.log(H) - (1 - Y) * np.log(1 - H)))
    J = J + penalty
    Sigma3 = A3 - Y
    Sigma2 = (Sigma3.dot(Theta2) * sigmoidGradient(np.column_stack((np.ones(m), Z2))))[:, 1:]
    Delta_1 = Sigma2.T.dot(A1)
    Delta_2 = Sigma3.T.dot(A2)
    Theta1_grad = Delta_1 / m + (Lambda / m) * np.column_stack((np.zeros(Theta1.shape[0]), Theta1[:, 1:]))
    Theta2_grad = Delta_2 / m + (Lambda / m) * np.column_stack((np.zeros(Theta2.shape[0]), Theta2[:, 1:]))
    grad = np.concatenate((Theta1_grad.ravel(order='F'), Theta2_grad.ravel(order='F')))
    return J, grad


def debugInitializeWeights(fan_out, fan_in):
    W = np.zeros((fan_out, fan_in + 1))
    W = np.sin(np.arange(W.size) + 1).reshape(W.shape, order='F') / 10
    return W


def computeNumericalGradient(J, theta):
    numgrad = np.zeros(theta.shape)
    perturb = np.zeros(theta.shape)
    e = 1e-4
    for p in range(theta.size):
        perturb[p] = e
        loss1, _ = J(theta - perturb)
        loss2, _ = J(theta + perturb)
        numgrad[p] = (loss2 - loss1) / (2 * e)
        perturb[p] = 0
    return numgrad


def checkNNGradients(Lambda=0):
    input_layer_size = 3
    hidden_layer_size = 5
    num_labels = 3
    m = 5
    Theta1 = debugInitializeWeights(hidden_layer_size, input_layer_size)
    Theta2 = debugInitializeWeights(num_labels, hidden_layer_size)
    X = debugInitializeWeights(m, input_layer_size - 1)
    y = np.mod(np.arange(1, m + 1), num_labels)
    nn_params = np.concatenate((Theta1.ravel(order='F'), Theta2.ravel(order='F')))

    def costFunc(p):
        return nnCostFunction(p, input_layer_size, hidden_layer_size, num_labels, X, y, Lambda)

    cost, grad = costFunc(nn_params)
    numgrad = computeNumericalGradient(costFunc, nn_params)
    diff = np.linalg.norm(numgrad - grad) / np.linalg.norm(numgrad + grad)
    print(np.column_stack((numgrad, grad)))
    print('Relative difference: %g' % diff)


def predict(Theta1, Theta2, X):
    m = len(X)
    h1 = sigmoid(np.dot(np.c_[np.ones((m, 1)), X], Theta1.T))
    h2 = sigmoid(np.dot(np.c_[np.ones((m, 1)), h1], Theta2.T))
    return np.argmax(h2, axis=1)


input_layer_size = 20
hidden_layer_size = 8
num_labels = 4
np.random.seed(1)
X = np.random.randn(70, input_layer_size)
y = (X[:, 0] > 0).astype(int) * 2 + (X[:, 1] > 0)
m = np.size(X, 0)
sel = np.random.permutation(m)
sel = sel[0:9]
XX = X[sel, :]
checkNNGradients()
initial_Theta1 = randInitializeWeights(input_layer_size, hidden_layer_size)
initial_Theta2 = randInitializeWeights(hidden_layer_size, num_labels)
initial_nn_params = np.hstack((initial_Theta1.T.ravel(), initial_Theta2.T.ravel()))
Lambda = 1
result = opt.minimize(fun=nnCostFunction, x0=initial_nn_params, jac=True, method='TNC',
                      args=(input_layer_size, hidden_layer_size, num_labels, X, y, Lambda),
                      options={'maxiter': 5})
nn_params = result.x
Theta1 = nn_params[:hidden_layer_size * (input_layer_size + 1)].reshape((hidden_layer_size, input_layer_size + 1),
                                                                       order='F')
Theta2 = nn_params[hidden_layer_size * (input_layer_size + 1):].reshape((num_labels, hidden_layer_size + 1),
                                                                       order='F')
pred = predict(Theta1, Theta2, X)
print('Training Set Accuracy: %f' % (np.mean(pred == y) * 100))
