"""Documents for the tests: a yearly report in both forms and both languages, with every kind of block."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from thenchot.foundation.papers.document import (
    Appendix,
    Chart,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Run,
    Series,
    Share,
    Signer,
    System,
    Table,
    dashes,
    paragraph,
    words,
)

UNITS = ("Kho K850", "Kho K2", "Trung tâm bảo đảm kỹ thuật 13", "Xưởng X5", "Tiểu đoàn Vận tải 9")


def report(**changes: Any) -> Document:
    """A yearly report, State form, Vietnamese."""
    found = Document(
        system=System.STATE,
        language="vi",
        upper_body="Bộ Tư lệnh Quân khu",
        issuer="Cục Kỹ thuật",
        symbol="BC-KT",
        place="Hà Nội",
        day=date(2026, 1, 5),
        kind="Báo cáo",
        abstract="Kết quả công tác kỹ thuật năm 2025, phương hướng, nhiệm vụ năm 2026",
        number=7,
        addressees=("Thủ trưởng Bộ Tư lệnh",),
        recipients=("Như trên", "Các phòng, ban thuộc Cục", "Lưu: VT, KH(2)"),
        signer=Signer("Cục trưởng", "Nguyễn Văn An", rank="Đại tá", prefix="for", deputy_post="Phó Cục trưởng"),
        blocks=(
            Paragraph(words("Căn cứ Nghị quyết số 382-NQ/ĐUQSTW ngày 29 tháng 11 năm 2007;"), basis=True),
            Paragraph(words("Căn cứ kế hoạch công tác kỹ thuật năm 2025,"), basis=True),
            paragraph("Cục Kỹ thuật báo cáo kết quả thực hiện như sau:"),
            Heading(1, "Tình hình chung", "I"),
            paragraph(
                "Năm 2025, toàn ngành quản lý chặt chẽ vũ khí trang bị kỹ thuật; ",
                Run("trên 97 % cán bộ", bold=True),
                " có trình độ cao đẳng trở lên, gần 20 % có trình độ sau đại học; dưới 0,2 % đảng viên bị kỷ luật.",
            ),
            Heading(1, "Kết quả trên các lĩnh vực", "II"),
            Heading(2, "Công tác kho", "1"),
            Heading(3, "Kho cấp chiến lược, chiến dịch", "a"),
            dashes(
                (
                    "Kho cấp chiến lược: 80 % đạt tiêu chuẩn kỹ thuật.",
                    "Kho cấp chiến dịch: 85 % đạt tiêu chuẩn kỹ thuật.",
                )
            ),
            Table(
                "Kết quả so với chỉ tiêu",
                (
                    Column("Chỉ tiêu", width=4),
                    Column("Đạt", "whole", group="Số lượng", total=True),
                    Column("Trên tổng số", "whole", group="Số lượng", total=True),
                    Column("Tỷ lệ", "share", 1, group="Năm 2025", total=True),
                    Column("Cùng kỳ", "share", 1, group="Năm 2025"),
                    Column("Tính đến ngày", "day"),
                ),
                (
                    Row(("Kho cấp chiến lược", 24, 30, Share(24, 30), Share(22, 30), date(2025, 12, 14)), strong=True),
                    Row(("Kho K850", 11, 13, Share(11, 13), Share(1, 3), date(2025, 12, 14)), level=1),
                    Row(("Kho K2", 13, 17, Share(13, 17), None, None), level=1),
                    Row(
                        (
                            "Vũ khí, đạn dược bảo quản",
                            1234567,
                            1250000,
                            Share(1234567, 1250000, 1, "over", Decimal(98)),
                            Share(0, 5),
                            None,
                        )
                    ),
                ),
                note="Ghi chú: dấu gạch là chưa có số liệu.",
            ),
            Heading(2, "Công tác bảo dưỡng", "2"),
            Chart(
                "Tỷ lệ hoàn thành kế hoạch bảo dưỡng theo đơn vị",
                "bars",
                UNITS,
                (
                    Series("Năm 2025", (Decimal("97.5"), Decimal(82), Decimal(91), None, Decimal(100))),
                    Series("Năm 2024", (Decimal(90), Decimal(85), Decimal("88.2"), Decimal(70), Decimal(96))),
                ),
                unit="%",
                target=Decimal(85),
            ),
            Chart(
                "Hệ số kỹ thuật theo tháng",
                "lines",
                tuple(f"{month:02d}" for month in range(1, 13)),
                (
                    Series(
                        "Xe máy", tuple(Decimal(number) for number in (85, 86, 86, 87, 88, 88, 87, 89, 90, 91, 91, 92))
                    ),
                    Series("Tàu thuyền", tuple(None if n == 4 else Decimal(n + 75) for n in range(12))),
                ),
                unit="%",
                target=Decimal(90),
                tabled=True,
            ),
            Heading(1, "Phương hướng, nhiệm vụ", "III"),
            paragraph("Tiếp tục thực hiện tốt Cuộc vận động 50; khắc phục dứt điểm các kho chưa đạt tiêu chuẩn."),
            paragraph("Cục Kỹ thuật báo cáo Thủ trưởng xem xét, cho ý kiến chỉ đạo."),
            Appendix(
                "Danh sách các kho chưa đạt tiêu chuẩn",
                (
                    Table(
                        "Các tiêu chí chưa đạt của từng kho",
                        (
                            Column("Kho", width=3),
                            *(Column(f"Tiêu chí số {number}", "decimal", 2) for number in range(1, 15)),
                        ),
                        tuple(
                            Row((unit, *(Decimal(n * k).scaleb(-1) + 1000 for k in range(1, 15))))
                            for n, unit in enumerate(UNITS)
                        ),
                    ),
                    paragraph("Số liệu lấy từ sổ đăng ký của các kho."),
                ),
            ),
            Appendix("Cách tính", (paragraph("Tỷ lệ = số kho đạt / số kho phải đánh giá."),)),
        ),
        foot=("Số liệu tính đến ngày 14/12/2025.", "Sổ cái: 1-0-4711 · 5b1f…e2"),
    )
    return replace(found, **changes)


def party(**changes: Any) -> Document:
    """The same report in the Party's form."""
    return report(
        **{
            "system": System.PARTY,
            "upper_body": "Đảng bộ Quân khu",
            "issuer": "Đảng ủy Cục Kỹ thuật",
            "symbol": "BC/ĐU",
            "addressees": ("Thường vụ Đảng ủy Quân khu", "Ủy ban Kiểm tra Đảng ủy Quân khu"),
            "recipients": ("Như trên", "Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy"),
            "signer": Signer("Bí thư", "Nguyễn Văn An", rank="Đại tá", prefix="on_behalf", body="Ban Thường vụ"),
            **changes,
        }
    )


def english(document: Document) -> Document:
    """A document's frame in English."""
    return replace(
        document,
        language="en",
        upper_body="Military Region Command",
        issuer="Technical Department",
        place="Hanoi",
        kind="Report",
        abstract="Results of technical work in 2025, directions and tasks for 2026",
        addressees=("The Commander",),
        recipients=("As above", "Divisions of the Department", "File"),
        signer=Signer("Director", "Nguyễn Văn An", rank="Colonel", prefix="for", deputy_post="Deputy Director"),
    )
