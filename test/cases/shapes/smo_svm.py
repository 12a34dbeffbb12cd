# Simplified SMO, ported from the lecture pseudo code. Labels are -1 / +1.
from __future__ import print_function, division
import numpy as np
import random


class optStruct:
    def __init__(self, dataMatIn, classLabels, C, toler, kTup):
        self.X = dataMatIn
        self.labelMat = classLabels
        self.C = C
        self.tol = toler
        self.m = np.shape(dataMatIn)[0]
        self.alphas = np.mat(np.zeros((self.m, 1)))
        self.b = 0
        self.eCache = np.mat(np.zeros((self.m, 2)))
        self.K = np.mat(np.zeros((self.m, self.m)))
        for i in range(self.m):
            self.K[:, i] = kernelTrans(self.X, self.X[i, :], kTup)


def kernelTrans(X, A, kTup):
    m, n = np.shape(X)
    K = np.mat(np.zeros((m, 1)))
    if kTup[0] == 'lin':
        K = X * A.T
    elif kTup[0] == 'rbf':
        for j in range(m):
            deltaRow = X[j, :] - A
            K[j] = deltaRow * deltaRow.T
        K = np.exp(K / (-1 * kTup[1] ** 2))
    else:
        raise NameError('That kernel is not recognized')
    return K


def makeData(n=30):
    random.seed(3)
    np.random.seed(3)
    dataMat = []
    labelMat = []
    for i in range(n):
        lab = 1 if i % 2 == 0 else -1
        row = [random.gauss(2.0 * lab, 0.8), random.gauss(-1.0 * lab, 0.8)]
        dataMat.append(row)
        labelMat.append(float(lab))
    return dataMat, labelMat


def selectJrand(i, m):
    j = i
    while j == i:
        j = int(random.uniform(0, m))
    return j


def clipAlpha(aj, H, L):
    if aj > H:
        aj = H
    if L > aj:
        aj = L
    return aj


def calcEk(oS, k):
    fXk = float(np.multiply(oS.alphas, oS.labelMat).T * oS.K[:, k] + oS.b)
    Ek = fXk - float(oS.labelMat[k])
    return Ek


def smoSimple(dataMatIn, classLabels, C, toler, maxIter, kTup=('rbf', 1.3)):
    oS = optStruct(np.mat(dataMatIn), np.mat(classLabels).transpose(), C, toler, kTup)
    it = 0
    while it < maxIter:
        alphaPairsChanged = 0
        for i in range(oS.m):
            Ei = calcEk(oS, i)
            if ((oS.labelMat[i] * Ei < -oS.tol) and (oS.alphas[i] < oS.C)) or \
                    ((oS.labelMat[i] * Ei > oS.tol) and (oS.alphas[i] > 0)):
                j = selectJrand(i, oS.m)
                Ej = calcEk(oS, j)
                alphaIold = oS.alphas[i].copy()
                alphaJold = oS.alphas[j].copy()
                if oS.labelMat[i] != oS.labelMat[j]:
                    L = max(0, oS.alphas[j, 0] - oS.alphas[i, 0])
                    H = min(oS.C, oS.C + oS.alphas[j, 0] - oS.alphas[i, 0])
                else:
                    L = max(0, oS.alphas[j, 0] + oS.alphas[i, 0] - oS.C)
                    H = min(oS.C, oS.alphas[j, 0] + oS.alphas[i, 0])
                if L == H:
                    continue
                eta = 2.0 * oS.K[i, j] - oS.K[i, i] - oS.K[j, j]
                if eta >= 0:
                    continue
                oS.alphas[j] -= oS.labelMat[j] * (Ei - Ej) / eta
                oS.alphas[j] = clipAlpha(oS.alphas[j, 0], H, L)
                if abs(oS.alphas[j, 0] - alphaJold[0, 0]) < 0.00001:
                    continue
                oS.alphas[i] += oS.labelMat[j] * oS.labelMat[i] * (alphaJold - oS.alphas[j])
                b1 = oS.b - Ei - oS.labelMat[i] * (oS.alphas[i] - alphaIold) * oS.K[i, i]
                b2 = oS.b - Ej - oS.labelMat[j] * (oS.alphas[j] - alphaJold) * oS.K[j, j]
                if 0 < oS.alphas[i, 0] < oS.C:
                    oS.b = b1
                elif 0 < oS.alphas[j, 0] < oS.C:
                    oS.b = b2
                else:
                    oS.b = (b1 + b2) / 2.0
                alphaPairsChanged += 1
        if alphaPairsChanged == 0:
            it += 1
        else:
            it = 0
    return oS.b, oS.alphas


if __name__ == '__main__':
    dataArr, labelArr = makeData()
    b, alphas = smoSimple(dataArr, labelArr, 0.6, 0.001, 3)
    datMat = np.mat(dataArr)
    labelMat = np.mat(labelArr).transpose()
    svInd = np.nonzero(alphas.A > 0)[0]
    sVs = datMat[svInd]
    labelSV = labelMat[svInd]
    print("there are %d Support Vectors" % np.shape(sVs)[0])
    errorCount = 0
    m, n = np.shape(datMat)
    for i in range(m):
        kernelEval = kernelTrans(sVs, datMat[i, :], ('rbf', 1.3))
        predict = kernelEval.T * np.multiply(labelSV, alphas[svInd]) + b
        if np.sign(predict) != np.sign(labelArr[i]):
            errorCount += 1
    print("the training error rate is: %f" % (float(errorCount) / m))
