#include "engine/flow/dop853.hpp"

#include <algorithm>
#include <cmath>

#include "engine/lanes.hpp"

namespace reluscope {
namespace {

// clang-format off
/// Row s: the weights of the stages before stage s. Stage 12 is at the end of the step; 13 to 15 serve the extension.
constexpr std::array<std::array<double, 15>, 16> kA{{
  {{0}},
  {{0.05260015195876773}},
  {{0.0197250569845379, 0.0591751709536137}},
  {{0.02958758547680685, 0, 0.08876275643042054}},
  {{0.2413651341592667, 0, -0.8845494793282861, 0.924834003261792}},
  {{0.037037037037037035, 0, 0, 0.17082860872947386, 0.12546768756682242}},
  {{0.037109375, 0, 0, 0.17025221101954405, 0.06021653898045596, -0.017578125}},
  {{0.03709200011850479, 0, 0, 0.17038392571223998, 0.10726203044637328, -0.015319437748624402, 0.008273789163814023}},
  {{0.6241109587160757, 0, 0, -3.3608926294469414, -0.868219346841726, 27.59209969944671, 20.154067550477894, -43.48988418106996}},
  {{0.47766253643826434, 0, 0, -2.4881146199716677, -0.590290826836843, 21.230051448181193, 15.279233632882423, -33.28821096898486, -0.020331201708508627}},
  {{-0.9371424300859873, 0, 0, 5.186372428844064, 1.0914373489967295, -8.149787010746927, -18.52006565999696, 22.739487099350505, 2.4936055526796523, -3.0467644718982196}},
  {{2.273310147516538, 0, 0, -10.53449546673725, -2.0008720582248625, -17.9589318631188, 27.94888452941996, -2.8589982771350235, -8.87285693353063, 12.360567175794303, 0.6433927460157636}},
  {{0.054293734116568765, 0, 0, 0, 0, 4.450312892752409, 1.8915178993145003, -5.801203960010585, 0.3111643669578199, -0.1521609496625161, 0.20136540080403034, 0.04471061572777259}},
  {{0.056167502283047954, 0, 0, 0, 0, 0, 0.25350021021662483, -0.2462390374708025, -0.12419142326381637, 0.15329179827876568, 0.00820105229563469, 0.007567897660545699, -0.008298}},
  {{0.03183464816350214, 0, 0, 0, 0, 0.028300909672366776, 0.053541988307438566, -0.05492374857139099, 0, 0, -0.00010834732869724932, 0.0003825710908356584, -0.00034046500868740456, 0.1413124436746325}},
  {{-0.42889630158379194, 0, 0, 0, 0, -4.697621415361164, 7.683421196062599, 4.06898981839711, 0.3567271874552811, 0, 0, 0, -0.0013990241651590145, 2.9475147891527724, -9.15095847217987}},
}};

constexpr std::array<double, 12> kError5{0.01312004499419488, 0, 0, 0, 0, -1.2251564463762044, -0.4957589496572502, 1.6643771824549864, -0.35032884874997366, 0.3341791187130175, 0.08192320648511571, -0.022355307863886294};
constexpr std::array<double, 12> kError3{-0.18980075407240762, 0, 0, 0, 0, 4.450312892752409, 1.8915178993145003, -5.801203960010585, -0.4226823213237919, -0.1521609496625161, 0.20136540080403034, 0.02265179219836082};

constexpr std::array<std::array<double, 16>, 4> kExtension{{
  {{-8.428938276109013, 0, 0, 0, 0, 0.5667149535193777, -3.0689499459498917, 2.38466765651207, 2.117034582445028, -0.871391583777973, 2.2404374302607883, 0.6315787787694688, -0.08899033645133331, 18.148505520854727, -9.194632392478356, -4.436036387594894}},
  {{10.427508642579134, 0, 0, 0, 0, 242.28349177525817, 165.20045171727028, -374.5467547226902, -22.113666853125306, 7.733432668472264, -30.674084731089398, -9.332130526430229, 15.697238121770845, -31.139403219565178, -9.35292435884448, 35.81684148639408}},
  {{19.985053242002433, 0, 0, 0, 0, -387.0373087493518, -189.17813819516758, 527.8081592054236, -11.57390253995963, 6.8812326946963, -1.0006050966910838, 0.7777137798053443, -2.778205752353508, -60.19669523126412, 84.32040550667716, 11.99229113618279}},
  {{-25.69393346270375, 0, 0, 0, 0, -154.18974869023643, -231.5293791760455, 357.6391179106141, 93.40532418362432, -37.45832313645163, 104.0996495089623, 29.8402934266605, -43.53345659001114, 96.32455395918828, -39.17726167561544, -149.72683625798564}},
}};
// clang-format on

}  // namespace

Dop853::Dop853(std::size_t size) : size_(size), start_(size), end_(size), inner_(size), k_(kStages * size) {
  f_.fill(start_);
}

/// y + h Σ row_s k_s over the stages before `count`, a few numbers at a time.
void Dop853::combine(const double* y, const double* row, std::size_t count, double* result) const {
  std::array<double, kStages> factors;
  std::array<const double*, kStages> stages;
  std::size_t terms = 0;
  for (std::size_t s = 0; s < count; ++s) {
    const double factor = h_ * row[s];
    if (factor != 0) {
      factors[terms] = factor;
      stages[terms] = stage(s);
      ++terms;
    }
  }
  using Pair = Lanes<double>;
  constexpr std::size_t pairs = 4;
  std::size_t i = 0;
  for (; i + pairs * Pair::count <= size_; i += pairs * Pair::count) {
    std::array<Pair::Vector, pairs> sums;
    for (std::size_t p = 0; p < pairs; ++p) {
      sums[p] = Pair::load(y + i + p * Pair::count);
    }
    for (std::size_t t = 0; t < terms; ++t) {
      for (std::size_t p = 0; p < pairs; ++p) {
        sums[p] += factors[t] * Pair::load(stages[t] + i + p * Pair::count);
      }
    }
    for (std::size_t p = 0; p < pairs; ++p) {
      Pair::store(sums[p], result + i + p * Pair::count);
    }
  }
  for (; i < size_; ++i) {
    double sum = y[i];
    for (std::size_t t = 0; t < terms; ++t) {
      sum += factors[t] * stages[t][i];
    }
    result[i] = sum;
  }
}

double Dop853::step(VectorField& field, const std::vector<double>& y, const std::vector<double>& first, double h,
                    const std::vector<double>& scale) {
  constexpr std::size_t stages = kAtEnd;
  h_ = h;
  start_ = y;
  std::copy(first.begin(), first.end(), stage(0));
  for (std::size_t s = 1; s < stages; ++s) {
    combine(start_.data(), kA[s].data(), s, inner_.data());
    field.rates(inner_.data(), stage(s));
  }
  combine(start_.data(), kA[stages].data(), stages, end_.data());
  double largest5 = 0;
  double largest3 = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    double error5 = 0;
    double error3 = 0;
    for (std::size_t s = 0; s < stages; ++s) {
      error5 += kError5[s] * stage(s)[i];
      error3 += kError3[s] * stage(s)[i];
    }
    // Written so that an error that is no number counts as one.
    largest5 = std::abs(error5) / scale[i] <= largest5 ? largest5 : std::abs(error5) / scale[i];
    largest3 = std::abs(error3) / scale[i] <= largest3 ? largest3 : std::abs(error3) / scale[i];
  }
  const double denominator = std::sqrt(largest5 * largest5 + 0.01 * largest3 * largest3);
  return denominator == 0 ? 0 : h * largest5 * (largest5 / denominator);
}

void Dop853::finish(VectorField& field) { field.rates(end_.data(), stage(kAtEnd)); }

void Dop853::extend(VectorField& field) {
  for (std::size_t s = kAtEnd + 1; s < kStages; ++s) {
    combine(start_.data(), kA[s].data(), s, inner_.data());
    field.rates(inner_.data(), stage(s));
  }
  for (std::size_t i = 0; i < size_; ++i) {
    const double delta = end_[i] - start_[i];
    f_[0][i] = delta;
    f_[1][i] = h_ * stage(0)[i] - delta;
    f_[2][i] = 2 * delta - h_ * (stage(kAtEnd)[i] + stage(0)[i]);
  }
  std::fill(inner_.begin(), inner_.end(), 0.0);
  for (std::size_t power = 0; power < kExtension.size(); ++power) {
    combine(inner_.data(), kExtension[power].data(), kStages, f_[3 + power].data());
  }
}

void Dop853::at(double theta, double* y) const {
  const double rest = 1 - theta;
  for (std::size_t i = 0; i < start_.size(); ++i) {
    double sum = theta * f_[6][i];
    sum = rest * (f_[5][i] + sum);
    sum = theta * (f_[4][i] + sum);
    sum = rest * (f_[3][i] + sum);
    sum = theta * (f_[2][i] + sum);
    sum = rest * (f_[1][i] + sum);
    sum = theta * (f_[0][i] + sum);
    y[i] = start_[i] + sum;
  }
}

}  // namespace reluscope
