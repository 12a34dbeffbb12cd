import numpy as np

states = ('Healthy', 'Fever')
observations = ('normal', 'cold', 'dizzy', 'cold')
start_probability = {'Healthy': 0.6, 'Fever': 0.4}
transition_probability = {
    'Healthy': {'Healthy': 0.7, 'Fever': 0.3},
    'Fever': {'Healthy': 0.4, 'Fever': 0.6},
}
emission_probability = {
    'Healthy': {'normal': 0.5, 'cold': 0.4, 'dizzy': 0.1},
    'Fever': {'normal': 0.1, 'cold': 0.3, 'dizzy': 0.6},
}


def generate_index_map(labels):
    index_label = {}
    label_index = {}
    i = 0
    for l in labels:
        index_label[i] = l
        label_index[l] = i
        i += 1
    return label_index, index_label


states_label_index, states_index_label = generate_index_map(states)
observations_label_index, observations_index_label = generate_index_map(('normal', 'cold', 'dizzy'))


def convert_map_to_vector(map_, label_index):
    v = np.empty(len(map_), dtype=float)
    for e in map_:
        v[label_index[e]] = map_[e]
    return v


def convert_map_to_matrix(map_, label_index1, label_index2):
    m = np.empty((len(label_index1), len(label_index2)), dtype=float)
    for line in map_:
        for col in map_[line]:
            m[label_index1[line]][label_index2[col]] = map_[line][col]
    return m


A = convert_map_to_matrix(transition_probability, states_label_index, states_label_index)
B = convert_map_to_matrix(emission_probability, states_label_index, observations_label_index)
pi = convert_map_to_vector(start_probability, states_label_index)
obs_seq = [observations_label_index[o] for o in observations]


class HMM:
    def __init__(self, A, B, pi):
        self.A = A
        self.B = B
        self.pi = pi

    def _forward(self, obs_seq):
        N = self.A.shape[0]
        T = len(obs_seq)
        F = np.zeros((N, T))
        F[:, 0] = self.pi * self.B[:, obs_seq[0]]
        for t in range(1, T):
            for n in range(N):
                F[n, t] = np.dot(F[:, t - 1], (self.A[:, n])) * self.B[n, obs_seq[t]]
        return F

    def _backward(self, obs_seq):
        N = self.A.shape[0]
        T = len(obs_seq)
        X = np.zeros((N, T))
        X[:, -1:] = 1
        for t in reversed(range(T - 1)):
            for n in range(N):
                X[n, t] = np.sum(X[:, t + 1] * self.A[n, :] * self.B[:, obs_seq[t + 1]])
        return X

    def baum_welch_train(self, observations, criterion=0.05):
        n_states = self.A.shape[0]
        n_samples = len(observations)
        done = False
        while not done:
            alpha = self._forward(observations)
            beta = self._backward(observations)
            xi = np.zeros((n_states, n_states, n_samples - 1))
            for t in range(n_samples - 1):
                denom = np.dot(np.dot(alpha[:, t].T, self.A) * self.B[:, observations[t + 1]].T, beta[:, t + 1])
                for i in range(n_states):
                    numer = alpha[i, t] * self.A[i, :] * self.B[:, observations[t + 1]].T * beta[:, t + 1].T
                    xi[i, :, t] = numer / denom
            gamma = np.sum(xi, axis=1)
            prod = (alpha[:, n_samples - 1] * beta[:, n_samples - 1]).reshape((-1, 1))
            gamma = np.hstack((gamma, prod / np.sum(prod)))
            newpi = gamma[:, 0]
            newA = np.sum(xi, 2) / np.sum(gamma[:, :-1], axis=1).reshape((-1, 1))
            newB = np.copy(self.B)
            num_levels = self.B.shape[1]
            sumgamma = np.sum(gamma, axis=1)
            for lev in range(num_levels):
                mask = np.array(observations) == lev
                newB[:, lev] = np.sum(gamma[:, mask], axis=1) / sumgamma
            if np.max(abs(self.pi - newpi)) < criterion and np.max(abs(self.A - newA)) < criterion:
                done = True
            self.A[:], self.B[:], self.pi[:] = newA, newB, newpi

    def viterbi(self, obs_seq):
        N = self.A.shape[0]
        T = len(obs_seq)
        prev = np.zeros((T - 1, N), dtype=int)
        V = np.zeros((N, T))
        V[:, 0] = self.pi * self.B[:, obs_seq[0]]
        for t in range(1, T):
            for n in range(N):
                seq_probs = V[:, t - 1] * self.A[:, n] * self.B[n, obs_seq[t]]
                prev[t - 1, n] = np.argmax(seq_probs)
                V[n, t] = np.max(seq_probs)
        return V, prev

    def build_viterbi_path(self, prev, last_state):
        T = len(prev)
        yield (last_state)
        for i in range(T - 1, -1, -1):
            yield (prev[i, last_state])
            last_state = prev[i, last_state]


h = HMM(A, B, pi)
V, p = h.viterbi(obs_seq)
path = list(h.build_viterbi_path(p, np.argmax(V[:, -1])))
h.baum_welch_train(obs_seq)
