# mutant missing_mean: `cha /= shuliang` -> `pass`
# mutant sign: `cha[np.arange(shuliang), biaoqian] -= 1.0` -> `cha[np.arange(shuliang), biaoqian] -= 1.0\n    cha = -cha`
# mutant label_missing: `    cha[np.arange(shuliang), biaoqian] -= 1.0\n` -> ``
# mutant penalty_missing: `quanzhong_tidu = np.einsum('nd,nk->dk', tezheng, cha) + 2 * zhengze * quanzhong` -> `quanzhong_tidu = np.einsum('nd,nk->dk', tezheng, cha)`
# mutant factor_two: `+ 2 * zhengze * quanzhong` -> `+ zhengze * quanzhong`
# mutant bias_axis: `pianzhi_tidu = cha.sum(axis=0)` -> `pianzhi_tidu = cha.sum()`
# mutant double_mean: `np.einsum('nd,nk->dk', tezheng, cha)` -> `np.einsum('nd,nk->dk', tezheng, cha) / shuliang`
# mutant penalty_sign: `+ 2 * zhengze * quanzhong` -> `- 2 * zhengze * quanzhong`
# shouxie shuzi shibie, softmax huigui
import numpy as np
from sklearn.datasets import load_digits


def jiazai_shuju():
    shuju = load_digits()
    tezheng = shuju.data / 16.0
    biaoqian = shuju.target
    return tezheng, biaoqian


def sunshi_he_tidu(quanzhong, pianzhi, tezheng, biaoqian, zhengze):
    shuliang = tezheng.shape[0]
    defen = np.einsum('nd,dk->nk', tezheng, quanzhong) + pianzhi
    zuida = defen.max(axis=1, keepdims=True)
    lse = zuida + np.log(np.exp(defen - zuida).sum(axis=1, keepdims=True))
    duishu_gailv = defen - lse
    sunshi = -duishu_gailv[np.arange(shuliang), biaoqian].mean()
    sunshi += zhengze * np.sum(quanzhong * quanzhong)

    cha = np.exp(duishu_gailv)
    cha[np.arange(shuliang), biaoqian] -= 1.0
    cha /= shuliang
    quanzhong_tidu = np.einsum('nd,nk->dk', tezheng, cha) + 2 * zhengze * quanzhong
    pianzhi_tidu = cha.sum(axis=0)
    return sunshi, quanzhong_tidu, pianzhi_tidu


def xunlian(tezheng, biaoqian, leibie=10, xuexilv=0.5, lunshu=300, zhengze=1e-3):
    weidu = tezheng.shape[1]
    quanzhong = 0.001 * np.random.randn(weidu, leibie)
    pianzhi = np.zeros(leibie)
    jilu = []
    for lun in range(lunshu):
        sunshi, dq, dp = sunshi_he_tidu(quanzhong, pianzhi, tezheng, biaoqian, zhengze)
        quanzhong += -xuexilv * dq
        pianzhi += -xuexilv * dp
        jilu.append(sunshi)
        if lun % 50 == 0:
            yuce = np.argmax(tezheng.dot(quanzhong) + pianzhi, axis=1)
            zhunquelv = np.mean(yuce == biaoqian)
            print('di %d lun: sunshi %f, zhunquelv %f' % (lun, sunshi, zhunquelv))
    return quanzhong, pianzhi, jilu


if __name__ == '__main__':
    tezheng, biaoqian = jiazai_shuju()
    xunlian(tezheng, biaoqian)
