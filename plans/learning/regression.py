"""Logistic regression, its weights rounded to whole numbers."""

import numpy
from scipy.sparse import diags
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

ROUNDS = 3  # of choosing, in notes that name a movement more than once, which of them is meant


def fitted_to_most(rows, told, times, groups, spoken, rare, pull):
    """(words, model). Of the rows of a group that tells its label, only those count that speak most for it: at first
    the `spoken` ones, then those for which the weights themselves speak."""
    counter = CountVectorizer(analyzer=sorted, binary=True, min_df=rare)
    counted, told, times = counter.fit_transform(rows), numpy.array(told), numpy.array(times)
    spoken = numpy.array(spoken, float)
    for _ in range(ROUNDS):
        used = numpy.ones(len(rows), bool)
        for group in groups:
            if told[group[0]]:
                used[group] = spoken[group] == spoken[group].max()
        model = model_of(counted[used], told[used], times[used], pull)
        spoken = model.decision_function(counted)
    return counter.get_feature_names_out(), model


def whole_weights(words, model, least, scale):
    """(weights, log-odds of nothing said): `scale` for one unit of the regression, none for those below `least`."""
    weights = zip(words, model.coef_[0], strict=True)
    whole = {str(one): round(scale * weight) for one, weight in weights if abs(weight) >= least}
    return {one: weight for one, weight in whole.items() if weight}, float(model.intercept_[0])


def model_of(rows, told, times, pull, common=0.0):
    """Weights towards nothing by `pull`: the more so, the more rows tell a word, by that power of their count. A rare
    word is mostly of one matter; a common one leans towards many labels a little, and all of that adds up."""
    counts = numpy.asarray(rows.sum(axis=0), float).ravel()
    scales = numpy.maximum(counts, 1) ** -common
    scales /= numpy.exp(numpy.average(numpy.log(scales), weights=numpy.maximum(counts, 1)))
    model = LogisticRegression(C=1 / pull, solver="liblinear", random_state=0)
    model.fit(rows @ diags(scales), told, sample_weight=times)
    model.coef_ *= scales
    return model
